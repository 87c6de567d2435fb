// Sets up what is there already.

require("./stand_in").inputs();
