# frozen_string_literal: true

# gem_mirror.rb FOLDER GEMS: creates a mirror of RubyGems in FOLDER, so that `bundle install` needs no network. Packs each gem that
# Debian installed into a .gem file (native gems with their compiled extensions), and builds the gems in GEMS.

require "fileutils"
require "rubygems/package"
require "tmpdir"
require "zlib"

MIRROR, LOCAL_GEMS = ARGV
GEMS = File.join(MIRROR, "gems")
VENDOR = "/usr/lib/ruby/vendor_ruby"
COMPILED = Dir["/usr/lib/*/ruby/vendor_ruby/*"].first
# Gems that Ruby includes in other versions, or that are not needed.
EXCLUDED = %w[bigdecimal debug rbs rubygems-update typeprof xmlrpc].freeze

def debian_gems
  gems = Gem::Specification.reject do |gem|
    gem.default_gem? || EXCLUDED.include?(gem.name) || gem.loaded_from.start_with?("/usr/lib/ruby/gems/")
  end
  gems.uniq(&:full_name)
end

# Copies the files and the compiled extensions of a gem that has its own folder.
def copy_folder(gem)
  FileUtils.cp_r("#{gem.gem_dir}/.", ".")
  FileUtils.mkdir_p("lib")
  return if gem.extensions.empty?

  Dir.glob("**/*.so", base: gem.extension_dir) { |file| copy("#{gem.extension_dir}/#{file}", "lib/#{file}") }
end

# Copies the files of a gem that Debian installed into Ruby's folders.
def copy_package(gem)
  package = `dpkg -S #{gem.loaded_from}`.split(":").first
  `dpkg -L #{package}`.lines(chomp: true).select { |file| File.file?(file) }.each do |file|
    inside = [COMPILED, VENDOR].find { |folder| file.start_with?("#{folder}/") }
    copy(file, "lib/#{file.delete_prefix("#{inside}/")}") if inside
  end
end

def copy(from, to)
  FileUtils.mkdir_p(File.dirname(to))
  FileUtils.cp(from, to)
end

# Replaces links, because a .gem file cannot contain links to files outside it.
def resolve_links
  Dir.glob("**/*").select { |file| File.symlink?(file) }.each do |link|
    target = File.exist?(link) && File.realpath(link)
    File.unlink(link)
    FileUtils.cp_r(target, link) if target
  end
end

def specification(gem)
  copy = gem.dup
  copy.instance_variable_set(:@loaded_from, nil)
  copy.files = Dir.glob("**/*", File::FNM_DOTMATCH).select { |file| File.file?(file) }
  copy.extensions = copy.test_files = copy.extra_rdoc_files = copy.cert_chain = []
  copy.signing_key = nil
  copy.executables = copy.executables.select { |name| File.file?(File.join(copy.bindir, name)) }
  copy.authors = ["Debian"] if copy.authors.empty?
  copy.summary = copy.name if copy.summary.to_s.empty?
  copy
end

def build(gem)
  FileUtils.mv(Gem::Package.build(gem, true), GEMS)
end

# Writes the index that `file://` sources read: three lists, and a file for each gem.
def write_index
  gems = Dir["#{GEMS}/*.gem"].sort.map { |file| Gem::Package.new(file).spec }
  rows = gems.map { |gem| [gem.name, gem.version, gem.original_platform] }
  { "specs" => rows, "latest_specs" => rows, "prerelease_specs" => [] }.each do |name, list|
    Zlib::GzipWriter.open("#{MIRROR}/#{name}.4.8.gz") { |file| file.write(Marshal.dump(list)) }
  end
  FileUtils.mkdir_p("#{MIRROR}/quick/Marshal.4.8")
  gems.each do |gem|
    File.binwrite("#{MIRROR}/quick/Marshal.4.8/#{gem.spec_name}.rz", Zlib::Deflate.deflate(Marshal.dump(gem)))
  end
end

FileUtils.mkdir_p(GEMS)
debian_gems.each do |gem|
  Dir.mktmpdir do |folder|
    Dir.chdir(folder) do
      File.directory?(gem.gem_dir) ? copy_folder(gem) : copy_package(gem)
      resolve_links
      build(specification(gem))
    rescue Gem::InvalidSpecificationException => e
      warn "skipped: #{gem.full_name}: #{e.message}"
    end
  end
end
Dir["#{LOCAL_GEMS}/*/*.gemspec"].each do |gemspec|
  Dir.chdir(File.dirname(gemspec)) { build(Gem::Specification.load(gemspec)) }
end
write_index
