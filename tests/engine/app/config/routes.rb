# frozen_string_literal: true

Rails.application.routes.draw do
  get "healthcheck", to: "checks#health"
  get "check", to: "checks#show"
end
