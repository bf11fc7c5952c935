/// What is said of the whole program, on the help page and in the manual.
enum ProgramText {
  /// How it is called.
  static let synopsis = "fauxlog COMMAND ..."
  /// What it is for, in a few words.
  static let abstract = "write fake logs that are true to life"
  /// The same at length.
  static let purpose =
    "Writes fake logs that are true to life: the whole log tree of an installation, the same "
    + "bytes for the same seed, with golden files that say what a correct tool must read."
  /// How command lines are read.
  static let rules = "A switch --x is taken back by --no-x. \"--\" ends the options."
  /// What variables of the environment do.
  static let environment = [
    (name: "NO_COLOR", meaning: "if it is set and not empty, nothing is coloured or bold"),
    (name: "TERM", meaning: "if it is dumb, nothing is coloured or bold, and no progress is shown"),
  ]
}
