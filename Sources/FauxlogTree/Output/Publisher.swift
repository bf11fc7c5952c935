import Glibc

/// Puts a tree and its golden folder in their place, whole or not at all.
///
/// Both are written to hidden folders beside their places. ``publish()`` brings them to the
/// device, notes in a journal that the swap begins, and exchanges the golden folder and then the
/// tree with what was there. A kill at any moment leaves at each place either the old folder or
/// the new one, and the next run on the same place finishes what the journal says before it
/// begins. Make one, fill ``tree`` and ``golden`` (its manifest.json too), call `finish` of both,
/// then ``publish()``; on any error ``abandon()``.
package final class Publisher {
  /// How far it has come.
  private enum State {
    case writing
    case swapping(SwapJournal)
    case done
  }

  /// The tree, with digests.
  package let tree: DiskFolder
  /// The golden folder, without digests.
  package let golden: DiskFolder

  /// Where both stand while they are being filled.
  package var staged: (tree: String, golden: String) {
    (destination.tree.fresh, destination.golden.fresh)
  }

  private let destination: Destination
  private let lock: FolderLock
  private let madeParents: [String]
  private let swap: FolderSwap
  private var state = State.writing

  /// Locks the place, clears up after a killed run, and makes the two hidden folders.
  ///
  /// - Parameters:
  ///   - folder: where the tree belongs; its parents are made. The golden folder is its sibling.
  ///   - force: replace what is there even if it is not ours.
  /// - Throws: ``OutputError/foreign(path:_:)``, ``OutputError/busy(path:)`` or a failed call;
  ///   then nothing was changed but what a killed run had left.
  package convenience init(folder: String, force: Bool) throws(OutputError) {
    try self.init(folder: folder, force: force, swap: FolderSwap())
  }

  /// For tests, with a swap that fails or cannot exchange.
  init(folder: String, force: Bool, swap: FolderSwap) throws(OutputError) {
    Interrupts.hold()
    self.swap = swap
    destination = try Destination(folder: folder)
    madeParents = try FolderCalls.makeAll(destination.parent, shown: destination.tree.shown)
    lock = try FolderLock(path: destination.lock, shown: destination.tree.shown)
    do throws(OutputError) {
      try swap.recover(destination)
      try Ownership.check(destination, force: force)
      tree = try Self.staged(destination.tree, digests: true)
      golden = try Self.staged(destination.golden, digests: false)
    } catch {
      Self.leave(destination, lock, madeParents)
      throw error
    }
  }

  private static func staged(
    _ place: Destination.Place, digests: Bool
  ) throws(OutputError) -> DiskFolder {
    let code = SystemCall.code { unsafe mkdir(place.fresh, 0o777) }
    if let code { throw .creating(place.shown, code: code) }
    return try DiskFolder(root: place.fresh, shown: place.shown, digests: digests)
  }

  /// Puts both folders in their place; on return they are there and last.
  ///
  /// After an error ``abandon()`` brings back what was there, except where only the removal of the
  /// old folders failed: then the new ones stay, and the next run removes the rest.
  package func publish() throws(OutputError) {
    try swap.sync(destination)
    let journal = try swap.journal(destination)
    state = .swapping(journal)
    try swap.begin(destination, journal)
    try swap.install(destination, journal)
    state = .done
    try swap.clear(destination)
    lock.remove()
  }

  /// Gives up: removes what was written and brings back what was there.
  ///
  /// Never fails: what cannot be removed now is removed by the next run.
  package func abandon() {
    if case .swapping(let journal) = state { try? swap.undo(destination, journal) }
    Self.leave(destination, lock, madeParents)
  }

  private static func leave(_ destination: Destination, _ lock: FolderLock, _ made: [String]) {
    try? FolderSwap().recover(destination)
    lock.remove()
    for folder in made.reversed() { _ = unsafe rmdir(folder) }
  }
}
