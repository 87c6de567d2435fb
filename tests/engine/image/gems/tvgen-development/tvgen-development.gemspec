# frozen_string_literal: true

Gem::Specification.new do |gem|
  gem.name = "tvgen-development"
  gem.version = "1.0.0"
  gem.summary = "Must never reach production"
  gem.authors = ["tvgen"]
  gem.license = "MIT"
  gem.files = ["lib/tvgen-development.rb"]
end
