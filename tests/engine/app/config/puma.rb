# frozen_string_literal: true

# A fixed number: where the pool may grow, this Puma is told to stop and now and then waits for ever.
threads 1, 1
port ENV.fetch("PORT", 3000)
