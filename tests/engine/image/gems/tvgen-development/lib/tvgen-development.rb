# frozen_string_literal: true

# A gem of the development group, which must not be in the shipped image.
module TvgenDevelopment
end
