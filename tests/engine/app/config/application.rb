# frozen_string_literal: true

ENV["BUNDLE_GEMFILE"] ||= File.expand_path("../Gemfile", __dir__)

require "bundler/setup"
require "rails"
require "active_record/railtie"
require "action_controller/railtie"

Bundler.require(*Rails.groups)

module Notes
  # The sample application of the runs.
  class Application < Rails::Application
    config.load_defaults 7.2
    config.eager_load = Rails.env.production?
    config.hosts.clear
    config.logger = ActiveSupport::Logger.new($stdout, level: :info)
    # The user cannot write to the code's folder.
    config.active_record.dump_schema_after_migration = false
  end
end
