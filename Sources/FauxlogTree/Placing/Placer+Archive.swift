import FauxlogEngine

/// Archives of what lies there at a moment.
extension Placer {
  /// A file or folder that is to be packed, with the records of a log.
  private struct Packed {
    var member: ArchiveMember
    var golden: Int?
  }

  /// Packs what a step says: its path, then what it holds and under which name, in turn.
  ///
  /// An archive of that path that is there is replaced.
  func archive(_ texts: [String]) throws(OutputError) {
    let path = texts[0]
    guard selection.includes(path) else { return }
    var packed: [String: Packed] = [:]
    for place in stride(from: 1, to: texts.count - 1, by: 2) {
      let held = HeldPath(texts[place], under: texts[place + 1])
      for one in below(held) where packed[one.member.path] == nil { packed[one.member.path] = one }
    }
    if let place = inventory?.archives.firstIndex(where: { $0.path == path }),
      let old = inventory?.archives.remove(at: place)
    {
      removed.files += 1
      try tree.remove(old.id)
      for records in old.records { try golden?.remove(records) }
    }
    let members = packed.values.sorted {
      $0.member.path.utf8.lexicographicallyPrecedes($1.member.path.utf8)
    }
    let id = try tree.archive(members.map(\.member), to: path)
    var item = Inventory.Item(path: path, id: id, modified: now)
    if let golden {
      for one in members {
        guard let records = one.golden else { continue }
        item.records.append(
          try golden.copy(records, to: "records/\(path)!\(one.member.path).ndjson"))
      }
    }
    inventory?.archives.append(item)
    inventory?.note(file: path)
  }

  /// All that an archive takes of one path, in no order.
  private func below(_ held: HeldPath) -> [Packed] {
    var found: [Packed] = []
    for log in followed where log.standing != .shadow {
      for file in log.files {
        guard let name = held.name(of: file.path, isFolder: false) else { continue }
        let rule = rules[log.rule]
        found.append(
          Packed(
            member: ArchiveMember(
              path: name, file: file.id, mode: rule.mode ?? 0o644, owner: rule.owner ?? "root",
              modified: seconds(file.modified)),
            golden: golden == nil ? nil : file.golden))
      }
    }
    for item in (inventory?.statics ?? []) + (inventory?.archives ?? []) {
      guard let name = held.name(of: item.path, isFolder: false) else { continue }
      found.append(
        Packed(
          member: ArchiveMember(
            path: name, file: item.id, mode: 0o644, owner: "root",
            modified: seconds(item.modified))))
    }
    let contents = Contents(of: found.map(\.member))
    for folder in inventory?.folders ?? [] {
      guard let name = held.name(of: folder, isFolder: true) else { continue }
      let (newest, owner) = contents.folders[name] ?? (seconds(start), "root")
      found.append(
        Packed(
          member: ArchiveMember(path: name, mode: 0o755, owner: owner, modified: newest)))
    }
    return found
  }

  /// What folders take from the files below them: they are as old as the youngest, and of the owner
  /// of the first.
  private struct Contents {
    private(set) var folders: [String: (newest: Int64, owner: String)] = [:]

    init(of files: [ArchiveMember]) {
      for file in files.sorted(by: { $0.path < $1.path }) {
        var folder = file.path[...]
        while let slash = folder.lastIndex(of: "/") {
          folder = folder[..<slash]
          let known = folders[String(folder)] ?? (file.modified, file.owner)
          folders[String(folder)] = (max(known.newest, file.modified), known.owner)
        }
      }
    }
  }

  /// Seconds since 1970.
  private func seconds(_ instant: Instant) -> Int64 {
    let seconds = instant / 1_000_000_000 - (instant % 1_000_000_000 < 0 ? 1 : 0)
    return seconds + 946_684_800
  }
}
