/// A counter of an actor: a number for each that asks, in the order of all events of the tree.
package struct CounterModel: Sendable {
  /// The actor it belongs to; each of its number, and each generation, counts by itself.
  package var actor: Int32
  /// Plain name.
  package var name: String
  /// What it begins with, keyed by the actor.
  package var starts: Int32
  /// Where it goes on from 0; 0 is never.
  package var wraps: Int64
}
