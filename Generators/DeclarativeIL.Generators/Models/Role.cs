using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>The place at which a parameter is bound to its class.</summary>
/// <param name="Batch">The batch of the member's rows; may be empty.</param>
/// <param name="Network">The variable that holds the network of the parameter; empty for all else.</param>
/// <param name="Trains">Whether plain networks are trained here.</param>
internal readonly record struct BindingSite(string Member, string Parameter, string Batch, string Network, bool Trains);

/// <summary>The role of a parameter of a declared member. The kinds are closed: a new one has to say what it is bound to.</summary>
internal abstract record Role
{
    private Role() { }

    /// <summary>The input that the parameter is in the equations of its class.</summary>
    public abstract Input Bind(BindingSite site);

    public abstract T Accept<T>(IRoleVisitor<T> visitor);

    /// <summary>A role that holds nothing; found by <see cref="RoleText"/> wherever it is declared.</summary>
    /// <param name="Word">Its wire form.</param>
    public abstract record Plain(string Word) : Role
    {
        public sealed override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Plain(this);
    }

    /// <summary>A network.</summary>
    /// <param name="View">What the member sees of it.</param>
    /// <param name="Of">The network that a detached view, a frozen copy or a target is of; empty for the network itself.</param>
    /// <param name="Polyak">A target's share of the way.</param>
    /// <param name="Members">Members of an ensemble; 0 for a single network.</param>
    /// <param name="Bootstrap">Whether members learn from resamples.</param>
    /// <param name="Fraction">How many of the rows each member learns from, as a share.</param>
    /// <param name="IsLearner">Marked as the one that acts.</param>
    public sealed record Network(View View, string Of, double Polyak, int Members, bool Bootstrap, double Fraction, bool IsLearner) : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Network(this);

        public override Input Bind(BindingSite site) =>
            View == View.Plain && site.Trains
                ? new Input.Network(site.Parameter, NetworkUse.Trained)
                : new Input.Network(site.Network, NetworkUse.Inference);
    }

    /// <summary>One row.</summary>
    /// <param name="Source">Which rows.</param>
    /// <param name="IsOther">The next row of the batch instead.</param>
    public sealed record Row(Rows Source, bool IsOther) : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Row(this);

        public override Input Bind(BindingSite site) => new Input.Rows(site.Batch, IsOther);
    }

    /// <summary>A number that becomes a property.</summary>
    /// <param name="CSharpType">Its type as written in C#.</param>
    /// <param name="Default">Its default as written in C#.</param>
    /// <param name="Minimum">Smallest value allowed, as written in C#; empty if none.</param>
    /// <param name="Maximum">Largest value allowed, as written in C#; empty if none.</param>
    /// <param name="Summary">What its documentation says; may be empty.</param>
    public sealed record Hyperparameter(string CSharpType, string Default, string Minimum, string Maximum, string Summary) : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Hyperparameter(this);

        public override Input Bind(BindingSite site) => new Input.Hyperparameter(CSharpText.Pascal(site.Parameter));
    }

    /// <summary>A column's value or statistic.</summary>
    /// <param name="Level">A quantile's level.</param>
    /// <param name="Above">The hyperparameter that says which share of the rows lies above a quantile; empty where the level is a property
    /// of its own.</param>
    public sealed record Statistic(Statistics Kind, string Column, double Level, string Above = "") : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Statistic(this);

        public override Input Bind(BindingSite site) => new Input.Statistic(site.Member, site.Parameter);
    }

    /// <summary>A column's own value at the step after.</summary>
    public sealed record Next() : Plain("next")
    {
        public override Input Bind(BindingSite site) => new Input.Next(site.Parameter);
    }

    /// <summary>The situation of a rollout step.</summary>
    public sealed record Situation() : Plain("situation")
    {
        public override Input Bind(BindingSite site) => new Input.Situation(site.Parameter);
    }

    /// <summary>The position within the run.</summary>
    public sealed record Clock() : Plain("clock")
    {
        public override Input Bind(BindingSite site) => new Input.OfRun("clock", "Clock", RuntimeTypes.Clock);
    }

    /// <summary>The state to act in, or the context to collect in.</summary>
    public sealed record Seen() : Plain("seen")
    {
        public override Input Bind(BindingSite site) => new Input.Seen(site.Parameter);
    }

    /// <summary>The act chosen.</summary>
    public sealed record Chosen() : Plain("chosen")
    {
        public override Input Bind(BindingSite site) => new Input.Chosen(site.Parameter);
    }

    /// <summary>The party that chose the act: learner or expert.</summary>
    public sealed record ChosenBy() : Plain("by")
    {
        public override Input Bind(BindingSite site) => new Input.ChosenBy(site.Parameter);
    }

    /// <summary>A fresh draw.</summary>
    public sealed record Random(RandomKind Kind, bool PerEpisode) : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Random(this);

        public override Input Bind(BindingSite site) => new Input.Draw(site.Member, site.Parameter);
    }

    /// <summary>The expert.</summary>
    public sealed record Expert() : Plain("expert")
    {
        public override Input Bind(BindingSite site) => new Input.Expert(site.Parameter);
    }

    /// <summary>A value from the caller that never trains, such as a matrix.</summary>
    public sealed record Given(string CSharpType) : Role
    {
        public override T Accept<T>(IRoleVisitor<T> visitor) => visitor.Given(this);

        public override Input Bind(BindingSite site) => new Input.Given(site.Parameter);
    }

    /// <summary>A plain value of a helper, given by its caller.</summary>
    public sealed record Value() : Plain("value")
    {
        public override Input Bind(BindingSite site) => throw new InvalidOperationException($"Parameter '{site.Parameter}' has no role.");
    }
}
