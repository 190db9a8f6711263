namespace DeclarativeIL.Plots;

/// <summary>The words of a picture.</summary>
/// <param name="Title">Above it.</param>
/// <param name="X">What goes to the right.</param>
/// <param name="Y">What goes up.</param>
public sealed record PictureText(string Title, string X, string Y);
