namespace DeclarativeIL.Generators;

/// <summary>The only file that names types of the runtime.</summary>
internal static class WellKnownNames
{
    public const string Root = "DeclarativeIL";
    public const string TensorRoot = "TorchSharp";

    /// <summary>Namespaces, with those below, whose types the compiler finds by itself.</summary>
    public static readonly string[] Platform = ["System", "Microsoft"];

    // attributes of declarations, by metadata name
    public const string Loss = "DeclarativeIL.LossAttribute";
    public const string LossOf = "DeclarativeIL.LossAttribute`1";
    public const string Aggregate = "DeclarativeIL.AggregateAttribute";

    public const string Explore = "DeclarativeIL.ExploreAttribute";
    public const string Collect = "DeclarativeIL.CollectAttribute";
    public const string Reward = "DeclarativeIL.RewardAttribute";
    public const string Augment = "DeclarativeIL.AugmentAttribute";
    public const string Column = "DeclarativeIL.ColumnAttribute";
    public const string EnsembleMark = "DeclarativeIL.EnsembleAttribute";

    // attributes of parameters
    public const string Frozen = "DeclarativeIL.FrozenAttribute";
    public const string Detached = "DeclarativeIL.DetachedAttribute";
    public const string Target = "DeclarativeIL.TargetAttribute";
    public const string Given = "DeclarativeIL.GivenAttribute";
    public const string Learner = "DeclarativeIL.LearnerAttribute";
    public const string OnRollout = "DeclarativeIL.RolloutAttribute";
    public const string OnReplay = "DeclarativeIL.ReplayAttribute";
    public const string Other = "DeclarativeIL.OtherAttribute";
    public const string Next = "DeclarativeIL.NextAttribute";
    public const string PerEpisode = "DeclarativeIL.PerEpisodeAttribute";
    public const string Of = "DeclarativeIL.OfAttribute";
    public const string Mean = "DeclarativeIL.MeanAttribute";
    public const string Deviation = "DeclarativeIL.DeviationAttribute";
    public const string Quantile = "DeclarativeIL.QuantileAttribute";

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
    public const string Matrix = "DeclarativeIL.Matrix";
    public const string Acts = "DeclarativeIL.Acts";
    public const string Draw = "DeclarativeIL.Draw";
    public const string Gaussian = "DeclarativeIL.Gaussian";
    public const string Clock = "DeclarativeIL.Clock";
    public const string Tensor = "TorchSharp.torch+Tensor";
    public const string Transition = "DeclarativeIL.Transition";

    public const string TransitionAction = "Action",
        TransitionChosen = "Chosen";
    public const string Uniform = "DeclarativeIL.Uniform";
    public const string Step = "DeclarativeIL.Step";
    public const string Control = "DeclarativeIL.Control";

    // players
    public const string Policy = "DeclarativeIL.Policy";
    public const string Critic = "DeclarativeIL.Critic";
    public const string Features = "DeclarativeIL.Features";
    public const string Coefficient = "DeclarativeIL.Coefficient";
    public const string Ensemble = "DeclarativeIL.Ensemble";
    public const string Expert = "DeclarativeIL.Expert";

    // operations that passes know, by documentation id, or by how it begins
    public const string Vocabulary = "M:DeclarativeIL.Functions.";
    public const string OneHotLike = "M:DeclarativeIL.Functions.OneHotLike(";
    public const string Exp = "M:DeclarativeIL.MathOperations.Exp(System.Double)";
    public const string Log = "M:DeclarativeIL.MathOperations.Log(System.Double)";
    public const string Sigmoid = "M:DeclarativeIL.Functions.Sigmoid(System.Double)";
    public const string LogSigmoid = "M:DeclarativeIL.Functions.LogSigmoid(System.Double)";
    public const string Softplus = "M:DeclarativeIL.Functions.Softplus(System.Double)";
    public const string Log1mExp = "M:DeclarativeIL.Functions.Log1mExp(System.Double)";
    public const string Outer = "M:DeclarativeIL.Functions.Outer(DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string Cholesky = "M:DeclarativeIL.Functions.Cholesky(DeclarativeIL.Matrix)";
    public const string Dot = "M:DeclarativeIL.Functions.Dot(DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string Categorical = "M:DeclarativeIL.Functions.Categorical(DeclarativeIL.Vector,DeclarativeIL.Draw)";
    public const string Repeat = "M:DeclarativeIL.Functions.Repeat(System.Double,DeclarativeIL.Vector)";
    public const string VectorExp = "M:DeclarativeIL.Functions.Exp(DeclarativeIL.Vector)";
    public const string VectorLog = "M:DeclarativeIL.Functions.Log(DeclarativeIL.Vector)";
    public const string VectorSum = "M:DeclarativeIL.Functions.Sum(DeclarativeIL.Vector)";
    public const string Softmax = "M:DeclarativeIL.Functions.Softmax(DeclarativeIL.Vector)";
    public const string LogSoftmax = "M:DeclarativeIL.Functions.LogSoftmax(DeclarativeIL.Vector)";
    public const string LogSumExp = "M:DeclarativeIL.Functions.LogSumExp(DeclarativeIL.Vector)";

    // arithmetic of integers
    public const string WholeSum = "M:DeclarativeIL.WholeNumbers.Sum(System.Int32,System.Int32)";
    public const string WholeDifference = "M:DeclarativeIL.WholeNumbers.Difference(System.Int32,System.Int32)";
    public const string WholeProduct = "M:DeclarativeIL.WholeNumbers.Product(System.Int32,System.Int32)";

    // what generated code stands on
    public const string PolicyNetwork = "global::DeclarativeIL.Policies.IPolicyNetwork";
    public const string EnsemblePolicy = "global::DeclarativeIL.Policies.IEnsemblePolicy";
    public const string ReparameterisedPolicy = "global::DeclarativeIL.Policies.IReparameterisedPolicy";
    public const string Network = "global::DeclarativeIL.Networks.INetwork";
    public const string Copyable = "global::DeclarativeIL.Networks.ICopyable";
    public const string DifferentiableArguments = "global::DeclarativeIL.Networks.IDifferentiableArguments";
    public const string Questions = "global::DeclarativeIL.Networks.Question";
    public const string ActionExpert = "global::DeclarativeIL.Experts.IActionExpert";
    public const string TakeoverExpert = "global::DeclarativeIL.Experts.ITakeoverExpert";
    public const string ExpertDesk = "global::DeclarativeIL.Experts.ExpertDesk";
    public const string Environments = "global::DeclarativeIL.Environments.IVectorEnvironment";
    public const string StepResult = "global::DeclarativeIL.Environments.StepResult";
    public const string Data = "global::DeclarativeIL.Data";
    public const string Dataset = "global::DeclarativeIL.Data.Dataset";
    public const string Batch = "global::DeclarativeIL.Data.Batch";
    public const string BatchFeed = "global::DeclarativeIL.Data.BatchFeed";
    public const string HostNetwork = "global::DeclarativeIL.Networks.HostNetwork";
    public const string HostBatch = "global::DeclarativeIL.Data.HostBatch";
    public const string HostDraws = "global::DeclarativeIL.Training.HostDraws";

    public const string HostBridge = Training + ".HostBridge";
    public const string SeedSequence = "global::DeclarativeIL.Randomness.SeedSequence";
    public const string RandomStream = "global::DeclarativeIL.Randomness.RandomStream";
    public const string Optimizer = "global::DeclarativeIL.Optimization.Optimizer";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string Training = "global::DeclarativeIL.Training";
    public const string Arithmetic = "global::DeclarativeIL.Arithmetic";
    public const string TensorArithmetic = Arithmetic + ".TensorArithmetic";
    public const string Torch = "global::TorchSharp.torch";
    public const string DslRoot = "global::DeclarativeIL";
    public const string Demonstration = DslRoot + ".Demonstration";
}
