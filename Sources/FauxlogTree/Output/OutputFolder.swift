/// A folder that is being filled: a place for files that are appended to, renamed and removed.
///
/// Paths are relative, parts joined by "/", and checked (``OutputError/badPath(_:_:)``). A file is
/// known by the id that ``create(path:)`` gave; the id of a removed file may be given again.
/// Folders come into being with what is in them and stay when it is gone. Not for several threads.
package protocol OutputFolder: AnyObject {
  /// Makes an empty file, and the folders it stands in; something already there is an error.
  func create(path: String) throws(OutputError) -> Int
  /// Appends bytes to a file that is not compressed.
  func append(_ id: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError)
  /// Gives a file another path; something already there is an error.
  func rename(_ id: Int, to path: String) throws(OutputError)
  /// Removes a file; its id is void from now on.
  func remove(_ id: Int) throws(OutputError)
  /// Empties a file; its size and digest start anew.
  func truncate(_ id: Int) throws(OutputError)
  /// Makes a file with the bytes that another has now; something already there is an error.
  func copy(_ id: Int, to path: String) throws(OutputError) -> Int
  /// Turns a file into its gzip form under `path`, the whole new name; the old name is gone.
  func compress(_ id: Int, to path: String) throws(OutputError)
  /// Packs files as they stand into a new `.tar.gz`; something already there is an error.
  func archive(_ members: [ArchiveMember], to path: String) throws(OutputError) -> Int
  /// Sets the permission bits that a file has at the end, under whatever name.
  func setMode(_ id: Int, to mode: Int) throws(OutputError)
  /// Removes a folder if nothing is in it.
  func removeFolder(path: String) throws(OutputError)
  /// Makes a folder, and those it stands in; one that is already there will do.
  func makeFolder(path: String) throws(OutputError)
  /// Ends the writing; says what files there are, in the byte order of their paths.
  func finish() throws(OutputError) -> [FileSummary]
}

/// What is known of a file at the end.
package struct FileSummary: Equatable, Sendable {
  package var path: String
  /// Bytes on disk.
  package var size: Int
  /// The digest of the bytes on disk; nil where none was asked for.
  package var sha256: SHA256.Digest?
  /// Of a compressed file: the bytes of what was compressed.
  package var contentSize: Int?
  /// Of a compressed file: the digest of what was compressed.
  package var contentSHA256: SHA256.Digest?
  /// Of an archive: the files in it, in their order.
  package var members: [MemberSummary]?
}

extension [FileSummary] {
  /// Sorts by the bytes of the paths, whatever the locale.
  mutating func sortByPath() {
    sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
