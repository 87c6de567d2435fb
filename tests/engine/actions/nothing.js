// Does nothing except check its inputs.

require("./stand_in").inputs();
