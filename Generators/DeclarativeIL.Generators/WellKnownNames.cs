namespace DeclarativeIL.Generators;

/// <summary>The only file that names types of the runtime.</summary>
internal static class WellKnownNames
{
    public const string Root = "DeclarativeIL";

    // attributes of declarations, by metadata name
    public const string Loss = "DeclarativeIL.LossAttribute";
    public const string LossOf = "DeclarativeIL.LossAttribute`1";
    public const string Aggregate = "DeclarativeIL.AggregateAttribute";

    // attributes of the vocabulary
    public const string Row = "DeclarativeIL.RowAttribute";
    public const string Question = "DeclarativeIL.QuestionAttribute";
    public const string Requires = "DeclarativeIL.RequiresAttribute";
    public const string Operation = "DeclarativeIL.OperationAttribute";
    public const string Gradient = "DeclarativeIL.GradientAttribute";
    public const string StandsFor = "DeclarativeIL.StandsForAttribute";
    public const string DeclaredEquation = "DeclarativeIL.DeclaredEquationAttribute";

    // values
    public const string Vector = "DeclarativeIL.Vector";
    public const string State = "DeclarativeIL.State";
    public const string Act = "DeclarativeIL.Act";
    public const string Uniform = "DeclarativeIL.Uniform";
    public const string Step = "DeclarativeIL.Step";
    public const string Control = "DeclarativeIL.Control";

    // players
    public const string Policy = "DeclarativeIL.Policy";
    public const string Expert = "DeclarativeIL.Expert";

    // what generated code stands on
    public const string PolicyNetwork = "global::DeclarativeIL.Policies.IPolicyNetwork";
    public const string ActionExpert = "global::DeclarativeIL.Experts.IActionExpert";
    public const string ExpertDesk = "global::DeclarativeIL.Experts.ExpertDesk";
    public const string Environments = "global::DeclarativeIL.Environments.IVectorEnvironment";
    public const string StepResult = "global::DeclarativeIL.Environments.StepResult";
    public const string Dataset = "global::DeclarativeIL.Data.Dataset";
    public const string Batch = "global::DeclarativeIL.Data.Batch";
    public const string BatchFeed = "global::DeclarativeIL.Data.BatchFeed";
    public const string SeedSequence = "global::DeclarativeIL.Randomness.SeedSequence";
    public const string RandomStream = "global::DeclarativeIL.Randomness.RandomStream";
    public const string Optimizer = "global::DeclarativeIL.Optimization.Optimizer";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Training = "global::DeclarativeIL.Training";
    public const string Torch = "global::TorchSharp.torch";
    public const string DslRoot = "global::DeclarativeIL";
}
