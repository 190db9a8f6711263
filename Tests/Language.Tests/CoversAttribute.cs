namespace DeclarativeIL.Language.Tests;

/// <summary>Says which generated member of which declaration a test is about; <see cref="CompletenessTests"/> misses none.</summary>
/// <typeparam name="T">The declared class.</typeparam>
/// <param name="member">The generated member.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute<T>(string member = "Accumulate") : Attribute, ICovers
{
    public string Member => member;

    string ICovers.What => $"{typeof(T).Name}.{member}";
}

/// <summary>What a test covers, whatever the type argument.</summary>
public interface ICovers
{
    string What { get; }
}
