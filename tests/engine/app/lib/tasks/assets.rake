# frozen_string_literal: true

namespace :assets do
  desc "Compile the style sheet, including the front-end package's, into public/assets"
  task precompile: :environment do
    # The build secret is required.
    raise "RAILS_MASTER_KEY is invalid" unless ENV.fetch("RAILS_MASTER_KEY", "").start_with?("master-key-of-")

    require "sprockets"
    sprockets = Sprockets::Environment.new(Rails.root.to_s)
    sprockets.append_path(Rails.root.join("app/assets/stylesheets").to_s)
    sprockets.append_path(Rails.root.join("node_modules").to_s)
    manifest = Sprockets::Manifest.new(sprockets, Rails.public_path.join("assets").to_s)
    manifest.compile("application.css")
    puts "compiled #{manifest.files.keys.join(' ')}"
  end
end
