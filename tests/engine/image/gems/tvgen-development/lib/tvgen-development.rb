# frozen_string_literal: true

# A gem of the development group, which must not be in the image that runs.
module TvgenDevelopment
end
