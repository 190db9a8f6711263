namespace DeclarativeIL.Generators.Models;

/// <summary>A parameter of a declared member.</summary>
internal sealed record ParameterModel(string Name, ValueType Type, Role Role);
