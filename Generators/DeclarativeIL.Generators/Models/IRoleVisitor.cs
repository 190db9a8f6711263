namespace DeclarativeIL.Generators.Models;

/// <summary>A question about roles that has an answer for every kind of them.</summary>
internal interface IRoleVisitor<out T>
{
    T Network(Role.Network role);

    T Row(Role.Row role);

    T Hyperparameter(Role.Hyperparameter role);

    T Statistic(Role.Statistic role);

    T Random(Role.Random role);

    T Given(Role.Given role);

    /// <summary>A role that holds nothing.</summary>
    T Plain(Role.Plain role);
}
