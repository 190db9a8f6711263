using System.CommandLine;
using System.Numerics;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Options that are numbers, with errors that say what was found and what was expected.</summary>
internal static class Numbers
{
    /// <summary>An option that takes one number within a range, both ends included.</summary>
    public static Option<T> Number<T>(string name, string description, T value, T minimum, T maximum)
        where T : struct, INumber<T> =>
        new(name)
        {
            Description = $"{description} [{minimum} to {maximum}]",
            DefaultValueFactory = _ => value,
            HelpName = "number",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, null, out var found) && T.IsFinite(found) && found >= minimum && found <= maximum)
                    return found;
                result.AddError($"{name}: found '{text}'; expected a {(Whole<T>() ? "whole " : "")}number from {minimum} to {maximum}.");
                return value;
            },
        };

    /// <summary>An option that takes whole numbers from 1, between commas; <see cref="Split"/> gives them.</summary>
    public static Option<string> Widths(string name, string description, IReadOnlyList<int> value, int maximum)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            DefaultValueFactory = _ => string.Join(',', value),
            HelpName = "n,n,...",
        };
        option.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!text.Split(',').All(part => int.TryParse(part, out var width) && width >= 1 && width <= maximum))
                result.AddError(
                    $"{name}: found '{text}'; expected whole numbers from 1 to {maximum} between commas, such as {string.Join(',', value)}."
                );
        });
        return option;
    }

    /// <summary>The numbers between the commas.</summary>
    public static IReadOnlyList<int> Split(string text) => [.. text.Split(',').Select(int.Parse)];

    private static bool Whole<T>() => typeof(T) != typeof(double);
}
