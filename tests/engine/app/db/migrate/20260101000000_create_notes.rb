# frozen_string_literal: true

# One note, which shows that the migration ran.
class CreateNotes < ActiveRecord::Migration[7.2]
  def up
    create_table(:notes) { |table| table.string :body }
    execute "INSERT INTO notes (body) VALUES ('migrated')"
  end

  def down
    drop_table :notes
  end
end
