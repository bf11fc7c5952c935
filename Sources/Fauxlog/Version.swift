/// The version of fauxlog; with the templates' digest, the seed and the parameters it fixes every byte.
public let fauxlogVersion = "0.1.0"
