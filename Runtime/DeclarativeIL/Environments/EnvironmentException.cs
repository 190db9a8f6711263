namespace DeclarativeIL.Environments;

/// <summary>
/// An environment was used wrongly, or gave what no environment may give. Says where, what was found and what was expected.
/// </summary>
public sealed class EnvironmentException : Exception
{
    /// <summary>An exception without a place.</summary>
    public EnvironmentException() { }

    /// <summary>An exception without a place.</summary>
    public EnvironmentException(string message)
        : base(message) { }

    /// <summary>An exception without a place.</summary>
    public EnvironmentException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>An exception that names its place.</summary>
    /// <param name="subject">What is wrong: the name of an argument, or what the environment gave.</param>
    /// <param name="environment">The environment's number, counted from 0; null for a single one.</param>
    /// <param name="step">The step, counted from 0 at the start of the episode; null outside of an episode.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="innerException">What the environment itself threw.</param>
    /// <param name="round">The round of training, counted from 0; null outside of training.</param>
    public EnvironmentException(
        string subject,
        int? environment,
        long? step,
        string found,
        string expected,
        Exception? innerException = null,
        int? round = null
    )
        : base($"{Place(environment, round, step)}{subject}: found {found}; expected {expected}.", innerException)
    {
        Subject = subject;
        Environment = environment;
        Step = step;
        Round = round;
        Found = found;
        Expected = expected;
    }

    /// <summary>The subject of the fault.</summary>
    public string? Subject { get; }

    /// <summary>The environment's number, counted from 0; null for a single one.</summary>
    public int? Environment { get; }

    /// <summary>The step, counted from 0 at the start of the episode; null outside of an episode.</summary>
    public long? Step { get; }

    /// <summary>The round of training, counted from 0; null outside of training.</summary>
    public int? Round { get; }

    /// <summary>The value that was found.</summary>
    public string? Found { get; }

    /// <summary>The value that was expected.</summary>
    public string? Expected { get; }

    /// <summary>The same, with the round.</summary>
    internal EnvironmentException InRound(int round) =>
        Subject is null || Found is null || Expected is null || Round is not null
            ? this
            : new(Subject, Environment, Step, Found, Expected, InnerException ?? this, round);

    private static string Place(int? environment, int? round, long? step)
    {
        string?[] parts =
        [
            environment is null ? null : $"environment {environment}",
            round is null ? null : $"round {round}",
            step is null ? null : $"step {step}",
        ];
        var place = string.Join(", ", parts.Where(static part => part is not null));
        return place.Length == 0 ? "" : $"{char.ToUpperInvariant(place[0])}{place[1..]}: ";
    }
}
