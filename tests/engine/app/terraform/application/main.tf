# No cloud: only the state records what is deployed.
terraform {
  backend "local" {}
}

variable "docker_image" {
  type = string
}

variable "environment" {
  type = string
}

variable "namespace" {
  type = string
}

variable "size" {
  type    = string
  default = "small"
}

resource "terraform_data" "app" {
  input = {
    environment = var.environment
    image       = var.docker_image
    namespace   = var.namespace
    size        = var.size
  }
}

output "app" {
  value = terraform_data.app.output
}
