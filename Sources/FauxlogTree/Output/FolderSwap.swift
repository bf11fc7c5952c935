import Glibc

/// The steps by which two new folders take the place of two old ones; each can be done again.
struct FolderSwap {
  /// Called before each step that changes something on disk; a test throws here as if killed.
  var checkpoint: () throws(OutputError) -> Void = { () throws(OutputError) in }
  /// Whether to try to exchange two folders in one step; not every file system can.
  var exchanges = true

  /// Brings all that was written to the device.
  func sync(_ destination: Destination) throws(OutputError) {
    try checkpoint()
    try withParent(destination) { SystemCall.syncFileSystem($0) }
  }

  /// Which folders are the new ones.
  func journal(_ destination: Destination) throws(OutputError) -> SwapJournal {
    guard let golden = try FolderCalls.inode(destination.golden.fresh),
      let tree = try FolderCalls.inode(destination.tree.fresh)
    else { throw .failed(.rename, path: destination.tree.shown, code: ENOENT) }
    return SwapJournal(golden: golden, tree: tree)
  }

  /// Notes that the swap begins; from here on a later run finishes it.
  func begin(_ destination: Destination, _ journal: SwapJournal) throws(OutputError) {
    try checkpoint()
    try journal.write(path: destination.journal)
    try syncNames(destination)
  }

  /// Puts the new folders in their places, the golden folder first.
  func install(_ destination: Destination, _ journal: SwapJournal) throws(OutputError) {
    try install(destination.golden, journal.golden)
    try install(destination.tree, journal.tree)
    try syncNames(destination)
  }

  /// Removes what is left beside the places, at last the journal.
  func clear(_ destination: Destination) throws(OutputError) {
    for place in [destination.golden, destination.tree] {
      if try FolderCalls.status(place.path) != nil {
        try checkpoint()
        try FolderRemoval.remove(place.old)
      } else if try FolderCalls.status(place.old) != nil {
        try rename(place.old, place.path)
      }
      try checkpoint()
      try FolderRemoval.remove(place.fresh)
    }
    try checkpoint()
    try FolderRemoval.remove(destination.journal)
  }

  /// Finishes a swap that had begun, and removes what a killed run left.
  func recover(_ destination: Destination) throws(OutputError) {
    if let journal = try SwapJournal(path: destination.journal) {
      try install(destination, journal)
    }
    try clear(destination)
  }

  /// Brings the old folders back; what was new is under its hidden name again.
  func undo(_ destination: Destination, _ journal: SwapJournal) throws(OutputError) {
    for (place, inode) in [(destination.tree, journal.tree), (destination.golden, journal.golden)]
    where try FolderCalls.inode(place.path) == inode {
      if try FolderCalls.status(place.fresh) != nil {
        try rename(place.path, place.fresh, .exchange)
      } else {
        try rename(place.path, place.fresh)
        if try FolderCalls.status(place.old) != nil { try rename(place.old, place.path) }
      }
    }
    try syncNames(destination)
    try FolderRemoval.remove(destination.journal)
  }

  /// Puts the folder of that inode number in its place, unless it is there already.
  private func install(_ place: Destination.Place, _ inode: UInt64) throws(OutputError) {
    guard try FolderCalls.inode(place.path) != inode,
      try FolderCalls.inode(place.fresh) == inode
    else { return }
    if try FolderCalls.status(place.path) != nil {
      if exchanges {
        do throws(OutputError) {
          return try rename(place.fresh, place.path, .exchange)
        } catch .failed(.rename, _, EINVAL), .failed(.rename, _, ENOSYS) {
          // This file system cannot; then in two steps, with a moment of nothing between.
        }
      }
      try rename(place.path, place.old)
    }
    try rename(place.fresh, place.path)
  }

  private func rename(
    _ old: String, _ new: String, _ manner: SystemCall.Renaming = .keepTarget
  ) throws(OutputError) {
    try checkpoint()
    var code = SystemCall.rename(old, to: new, manner)
    if manner == .keepTarget, code == EINVAL || code == ENOSYS {
      code = SystemCall.rename(old, to: new)
    }
    if let code { throw .failed(.rename, path: new, code: code) }
  }

  /// Brings the names in the folder of both places to the device.
  private func syncNames(_ destination: Destination) throws(OutputError) {
    try withParent(destination) { descriptor in SystemCall.code { fsync(descriptor) } }
  }

  private func withParent(
    _ destination: Destination, _ sync: (Int32) -> Int32?
  ) throws(OutputError) {
    switch SystemCall.open(destination.parent, O_RDONLY | O_DIRECTORY) {
    case .failure(let failure):
      throw .failed(.sync, path: destination.tree.shown, code: failure.code)
    case .success(let descriptor):
      defer { close(descriptor) }
      if let code = sync(descriptor) {
        throw .failed(.sync, path: destination.tree.shown, code: code)
      }
    }
  }
}
