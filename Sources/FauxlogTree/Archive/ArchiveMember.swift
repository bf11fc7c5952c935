/// A file or folder that is to be packed.
package struct ArchiveMember: Equatable, Sendable {
  /// Its path in the archive, without a slash at its end.
  package var path: String
  /// The file whose bytes it has, by its id in the folder; nil of a folder.
  package var file: Int?
  /// Permission bits.
  package var mode: Int
  /// User and group.
  package var owner: String
  /// Seconds since 1970.
  package var modified: Int64
}

/// What is known of a file in an archive.
package struct MemberSummary: Equatable, Sendable {
  /// Its path in the archive.
  package var path: String
  package var size: Int
  /// Nil where no digest was asked for.
  package var sha256: SHA256.Digest?
}
