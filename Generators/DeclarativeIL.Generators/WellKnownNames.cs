namespace DeclarativeIL.Generators;

/// <summary>Names of the runtime that declarations are read by; beside <see cref="RuntimeTypes"/> the only file that has any.</summary>
internal static class WellKnownNames
{
    public const string Root = "DeclarativeIL";
    public const string TensorRoot = "TorchSharp";

    /// <summary>Namespaces, with those below, whose types the compiler finds by itself.</summary>
    public static readonly string[] Platform = ["System", "Microsoft"];

    // attributes of declarations, by metadata name
    public const string Loss = "DeclarativeIL.LossAttribute";
    public const string LossOf = "DeclarativeIL.LossAttribute`1";
    public const string Metric = "DeclarativeIL.MetricAttribute";
    public const string Aggregate = "DeclarativeIL.AggregateAttribute";
    public const string Head = "DeclarativeIL.HeadAttribute`1";
    public const string Free = "DeclarativeIL.FreeAttribute";
    public const string UnitBox = "DeclarativeIL.UnitBox";
    public const string BoxSpace = "DeclarativeIL.BoxSpace";
    public const string DiscreteSpace = "DeclarativeIL.DiscreteSpace";
    public const string TupleSpace = "DeclarativeIL.TupleSpace";
    public const string MultiBinarySpace = "DeclarativeIL.MultiBinarySpace";
    public const string MultiDiscreteSpace = "DeclarativeIL.MultiDiscreteSpace";

    public const string Explore = "DeclarativeIL.ExploreAttribute";
    public const string Collect = "DeclarativeIL.CollectAttribute";
    public const string Reward = "DeclarativeIL.RewardAttribute";
    public const string Augment = "DeclarativeIL.AugmentAttribute";
    public const string Column = "DeclarativeIL.ColumnAttribute";
    public const string EnsembleAttribute = "DeclarativeIL.EnsembleAttribute";

    // attributes of environments
    public const string Environment = "DeclarativeIL.EnvironmentAttribute";
    public const string Dynamics = "DeclarativeIL.Environments.DynamicsAttribute";
    public const string Limit = "DeclarativeIL.Environments.LimitAttribute";
    public const string Hidden = "DeclarativeIL.Environments.HiddenAttribute";
    public const string Observation = "DeclarativeIL.ObservationAttribute";
    public const string Action = "DeclarativeIL.ActionAttribute";
    public const string Terminal = "DeclarativeIL.TerminalAttribute";
    public const string Truncated = "DeclarativeIL.TruncatedAttribute";
    public const string Success = "DeclarativeIL.SuccessAttribute";
    public const string Reset = "DeclarativeIL.ResetAttribute";
    public const string StepOfEnvironment = "DeclarativeIL.StepAttribute";
    public const string RandomStream = "DeclarativeIL.Randomness.RandomStream";

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
    public const string Width = "DeclarativeIL.WidthAttribute";
    public const string Columns = "DeclarativeIL.ColumnsAttribute";
    public const string ResultWidth = "DeclarativeIL.ResultWidthAttribute";
    public const string Gradient = "DeclarativeIL.GradientAttribute";
    public const string StandsFor = "DeclarativeIL.StandsForAttribute";
    public const string DeclaredEquation = "DeclarativeIL.DeclaredEquationAttribute";

    // methods of points and vectors
    public const string PartOfValue = "Part";
    public const string JoinOfValues = "Join";

    // the function whose step is a lambda
    public const string FoldOfSteps = "Fold";
    public const string Functions = "DeclarativeIL.Functions";

    // values, and the class whose functions are words of the language too
    public const string Math = "System.Math";
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

    // networks, and the expert
    public const string Policy = "DeclarativeIL.Policy";
    public const string Critic = "DeclarativeIL.Critic";
    public const string Features = "DeclarativeIL.Features";
    public const string Coefficient = "DeclarativeIL.Coefficient";
    public const string Ensemble = "DeclarativeIL.Ensemble";
    public const string Expert = "DeclarativeIL.Expert";

    // operations that passes know, by documentation id, or by how it begins
    public const string Vocabulary = "M:DeclarativeIL.Functions.";
    public const string OneHotLike = "M:DeclarativeIL.Functions.OneHotLike(";
    public const string Part = "M:DeclarativeIL.Functions.Part(DeclarativeIL.Vector,System.Int32,System.Int32)";
    public const string Join = "M:DeclarativeIL.Functions.Join(DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string JoinOperations = "M:DeclarativeIL.Functions.Join"; // two vectors, and either of them again
    public const string PadOperations = "M:DeclarativeIL.Functions.Padded"; // zeros beside a vector
    public const string PartLike = "M:DeclarativeIL.Functions.PartLike(";
    public const string Exp = "M:DeclarativeIL.MathOperations.Exp(System.Double)";
    public const string Log = "M:DeclarativeIL.MathOperations.Log(System.Double)";
    public const string Sigmoid = "M:DeclarativeIL.Functions.Sigmoid(System.Double)";
    public const string LogSigmoid = "M:DeclarativeIL.Functions.LogSigmoid(System.Double)";
    public const string Softplus = "M:DeclarativeIL.Functions.Softplus(System.Double)";
    public const string Log1mExp = "M:DeclarativeIL.Functions.Log1mExp(System.Double)";
    public const string Outer = "M:DeclarativeIL.Functions.Outer(DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string Tables = "M:DeclarativeIL.Tables.";
    public const string Cholesky = "M:DeclarativeIL.Functions.Cholesky(DeclarativeIL.Matrix)";
    public const string Dot = "M:DeclarativeIL.Functions.Dot(DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string Categorical = "M:DeclarativeIL.Functions.Categorical(DeclarativeIL.Vector,DeclarativeIL.Draw)";
    public const string Repeat = "M:DeclarativeIL.Functions.Repeat(System.Double,DeclarativeIL.Vector)";
    public const string VectorWhere = "M:DeclarativeIL.Functions.Where(DeclarativeIL.Vector,DeclarativeIL.Vector,DeclarativeIL.Vector)";
    public const string Argmax = "M:DeclarativeIL.Functions.Argmax(DeclarativeIL.Vector)";
    public const string ActAt = "M:DeclarativeIL.Act.At(DeclarativeIL.Vector)";
    public const string VectorExp = "M:DeclarativeIL.Functions.Exp(DeclarativeIL.Vector)";
    public const string VectorLog = "M:DeclarativeIL.Functions.Log(DeclarativeIL.Vector)";
    public const string VectorClamp = "M:DeclarativeIL.Functions.Clamp(DeclarativeIL.Vector,System.Double,System.Double)";
    public const string VectorSum = "M:DeclarativeIL.Functions.Sum(DeclarativeIL.Vector)";
    public const string Softmax = "M:DeclarativeIL.Functions.Softmax(DeclarativeIL.Vector)";
    public const string LogSoftmax = "M:DeclarativeIL.Functions.LogSoftmax(DeclarativeIL.Vector)";
    public const string LogSumExp = "M:DeclarativeIL.Functions.LogSumExp(DeclarativeIL.Vector)";

    // questions that are asked as one, by documentation id
    public const string LogProbOfAct = "M:DeclarativeIL.Policy.LogProb(DeclarativeIL.Act,DeclarativeIL.State)";
    public const string SampleOfDraw = "M:DeclarativeIL.Policy.Sample(DeclarativeIL.State,DeclarativeIL.Draw)";
    public const string SampleLogProb = "M:DeclarativeIL.Policy.SampleLogProb(DeclarativeIL.State,DeclarativeIL.Draw)";

    public const string FitOfDraw = "M:DeclarativeIL.Policy.Fit(DeclarativeIL.Act,DeclarativeIL.State,DeclarativeIL.Draw)";
    public const string FieldOf = "M:DeclarativeIL.Features.Of(DeclarativeIL.State,DeclarativeIL.Vector,System.Double)";

    // functions of dynamics
    public const string ExactSin = "M:DeclarativeIL.Environments.ExactMath.Sin(System.Double)";
    public const string ExactCos = "M:DeclarativeIL.Environments.ExactMath.Cos(System.Double)";
    public const string ExactWrapAngle = "M:DeclarativeIL.Environments.ExactMath.WrapAngle(System.Double)";

    // arithmetic of integers
    public const string WholeNumbers = "M:DeclarativeIL.WholeNumbers.";
    public const string WholeSum = "M:DeclarativeIL.WholeNumbers.Sum(System.Int32,System.Int32)";
    public const string WholeDifference = "M:DeclarativeIL.WholeNumbers.Difference(System.Int32,System.Int32)";
    public const string WholeProduct = "M:DeclarativeIL.WholeNumbers.Product(System.Int32,System.Int32)";
}
