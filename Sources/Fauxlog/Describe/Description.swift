import FauxlogEngine
import FauxlogTree

/// What can be told of a tree, a format, an event or a scenario: in sections for people, as JSON for programs.
package struct Description: Sendable {
  /// Lines of a name and what it means, with lines shown as they are below it.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// What it is, in a few words.
    package var meaning: String
    /// More about it; without a name, a remark on the rows that follow.
    package var details: [String] = []
    /// Lines to show as they are: samples, steps.
    package var lines: [String] = []
  }

  /// Rows under a heading.
  package struct Section: Sendable {
    /// The heading.
    package var title: String
    /// What stands under it.
    package var rows: [Row]
  }

  /// The name as users write it.
  package var name: String
  /// `tree`, `format`, `event` or `scenario`.
  package var kind: String
  /// The words of its templates.
  package var words: String
  /// What there is to tell; none of them is empty.
  package var sections: [Section] = []
  /// The same as a JSON object.
  package var json = ""

  /// Adds the lists of a comment as sections.
  mutating func add(_ lists: [(title: String, items: [String])]) {
    for (title, items) in lists {
      add(title, items.map { Row(name: "-", meaning: $0) })
    }
  }

  /// Adds a section unless it would be empty.
  mutating func add(_ title: String, _ rows: [Row]) {
    if !rows.isEmpty { sections.append(Section(title: title, rows: rows)) }
  }
}

extension TemplateLibrary {
  /// A list of a comment in JSON.
  static func add(_ list: (title: String, items: [String]), to json: inout JSONLine) {
    json.add("title", list.title)
    json.add("items", list.items)
  }
}
