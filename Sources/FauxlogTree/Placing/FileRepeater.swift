import FauxlogEngine

/// Says which files `for each …` makes.
struct FileRepeater: ~Copyable {
  private var evaluator: Evaluator
  private let start: Instant

  /// One of the files.
  struct File {
    var path: String
    /// Texts of the path's holes.
    var holes: [String]
    var content: String
  }

  /// Actors are those that live at an instant.
  init(_ world: World, host: Key, at start: Instant) {
    evaluator = Evaluator(world)
    evaluator.host = host
    evaluator.now = start
    self.start = start
  }

  /// The files, in the order of the actors or elements.
  mutating func files(for each: TreeModel.Each) -> [File] {
    var files: [File] = []
    if each.actor >= 0 {
      for number in 0..<evaluator.count(ofActor: each.actor) {
        files.append(
          file(each, evaluator.living(Int(each.actor), number: number, at: start), number))
      }
      return files
    }
    let list = evaluator.evaluate(each.list)
    for place in 0..<(evaluator.elementCount(of: list) ?? 0) {
      files.append(file(each, evaluator.element(of: list, at: place), Int64(place)))
    }
    return files
  }

  private mutating func file(_ each: TreeModel.Each, _ element: Value, _ place: Int64) -> File {
    evaluator.loops.append(Evaluator.Loop(element: element, position: place, key: 0))
    defer { evaluator.loops.truncate(to: 0) }
    var file = File(path: evaluator.string(evaluator.evaluate(each.path)), holes: [], content: "")
    // What is drawn in a file is keyed by its path.
    evaluator.recordKey = mix(mix(evaluator.host, nameKey("static")), nameKey(file.path))
    for hole in each.holes { file.holes.append(evaluator.string(evaluator.evaluate(hole))) }
    if each.content >= 0 {
      file.content = evaluator.string(evaluator.evaluate(each.content))
    }
    return file
  }
}
