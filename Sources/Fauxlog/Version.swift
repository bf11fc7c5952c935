/// The version of fauxlog; with the templates' digest, the seed and the parameters it fixes every byte.
public let fauxlogVersion = "0.1.0"

/// The day of that version, for the manual.
package let fauxlogVersionDate = "2026-11-20"
