# frozen_string_literal: true

# Reports the state of the container.
class ChecksController < ActionController::API
  REVISION = 1

  def health
    head :ok
  end

  def show
    render json: {
      assets: stylesheet.include?("tvgen-front-end"),
      commit: ENV.fetch("COMMIT_SHA", nil),
      compiler: ENV.fetch("PATH").split(":").any? { |folder| File.exist?("#{folder}/gcc") },
      development_gem: Gem::Specification.any? { |gem| gem.name == "tvgen-development" },
      environment: Rails.env,
      migrated: ActiveRecord::Base.connection.select_value("SELECT body FROM notes LIMIT 1"),
      native_gem: TvgenNative.status,
      revision: REVISION,
      summer_hours: Time.at(1_720_000_000).utc_offset / 3600,
      unwanted: %w[.git .env node_modules].select { |name| Rails.root.join(name).exist? },
      user: Process.uid,
      writable: [Rails.root, Rails.root.join("tmp"), Rails.root.join("log")].map { |folder| File.writable?(folder) },
      xml: Nokogiri::XML("<note>parsed</note>").at("note").text,
    }
  end

  private

  def stylesheet
    file = Rails.public_path.glob("assets/application-*.css").first
    file ? file.read : ""
  end
end
