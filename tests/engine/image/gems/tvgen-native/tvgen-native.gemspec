# frozen_string_literal: true

Gem::Specification.new do |gem|
  gem.name = "tvgen-native"
  gem.version = "1.0.0"
  gem.summary = "Has a native extension"
  gem.authors = ["tvgen"]
  gem.license = "MIT"
  gem.files = ["ext/tvgen_native/extconf.rb", "ext/tvgen_native/native.c"]
  gem.extensions = ["ext/tvgen_native/extconf.rb"]
  gem.require_paths = ["lib"]
end
