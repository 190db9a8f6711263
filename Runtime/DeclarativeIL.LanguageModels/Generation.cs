namespace DeclarativeIL.LanguageModels;

/// <summary>
/// Settings for continuing texts. Temperature applies first, then <see cref="TopK"/>, then <see cref="TopP"/>; a token is drawn from the
/// rest.
/// </summary>
public sealed record Generation
{
    /// <summary>The most tokens of a continuation, 1 or more.</summary>
    public int MaxTokens
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, int.MaxValue, nameof(MaxTokens));
    } = 32;

    /// <summary>Logits are divided by it, above 0: below 1 sharpens, above 1 flattens.</summary>
    public double Temperature
    {
        get;
        init => field = Hyperparameter.Checked(value, 1e-6, 1e6, nameof(Temperature));
    } = 1;

    /// <summary>Only so many of the most likely tokens may be drawn (of equals, the lower numbers); none = all.</summary>
    public int? TopK
    {
        get;
        init => field = value is { } k ? Hyperparameter.Checked(k, 1, int.MaxValue, nameof(TopK)) : null;
    }

    /// <summary>
    /// Only the fewest of the most likely tokens whose probabilities, after temperature and <see cref="TopK"/>, reach this
    /// sum (Holtzman et al. 2020, nucleus sampling); 1 = all.
    /// </summary>
    public double TopP
    {
        get;
        init => field = Hyperparameter.Checked(value, double.Epsilon, 1, nameof(TopP));
    } = 1;

    /// <summary>A token that ends a continuation, as its last; none where only <see cref="MaxTokens"/> ends it.</summary>
    public int? EndToken
    {
        get;
        init => field = value is { } token ? Hyperparameter.Checked(token, 0, int.MaxValue, nameof(EndToken)) : null;
    }
}
