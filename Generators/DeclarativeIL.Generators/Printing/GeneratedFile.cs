namespace DeclarativeIL.Generators.Printing;

/// <summary>A generated file.</summary>
internal readonly record struct GeneratedFile(string HintName, string Text);
