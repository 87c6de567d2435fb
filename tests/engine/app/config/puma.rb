# frozen_string_literal: true

# A fixed number: with a growing pool, this version of Puma sometimes hangs on shutdown.
threads 1, 1
port ENV.fetch("PORT", 3000)
