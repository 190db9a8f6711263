namespace DeclarativeIL.Generators;

/// <summary>C# for the types and namespaces of the runtime that generated code names.</summary>
internal static class RuntimeTypes
{
    // namespaces, and the class that stands for one
    private const string Root = "global::DeclarativeIL";
    private const string Training = Root + ".Training";
    private const string Data = Root + ".Data";
    private const string Generated = Root + ".Generated";
    private const string TorchBackend = Root + ".Backends.Torch";
    private const string CpuBackend = Root + ".Backends.Cpu";
    private const string Experts = Root + ".Experts";
    public const string Arithmetic = Root + ".Arithmetic";
    public const string Torch = "global::TorchSharp.torch";
    public const string Tensors = "global::DeclarativeIL.Native.Tensors";

    // values
    public const string Act = Root + ".Act";
    public const string Acts = Root + ".Acts";
    public const string RowAccess = Data + ".RowAccess";
    public const string Bootstrap = Root + ".Bootstrap";
    public const string Clock = Root + ".Clock";
    public const string Control = Root + ".Control";
    public const string DeclaredEquation = Root + ".DeclaredEquation";
    public const string Demonstration = Root + ".Demonstration";
    public const string Draw = Root + ".Draw";
    public const string Matrix = Root + ".Matrix";
    public const string State = Root + ".State";
    public const string Vector = Root + ".Vector";

    // networks
    public const string Copyable = Root + ".ICopyable";
    public const string DifferentiableArguments = Root + ".IDifferentiableArguments";
    public const string CpuNetwork = CpuBackend + ".CpuNetwork";
    public const string Network = Root + ".INetwork";

    // policies
    private const string Policies = Root + ".Policies";
    public const string DeclaredHead = Policies + ".IDeclaredHead";
    public const string Space = Root + ".Space";
    public const string DeclaredPolicy = Policies + ".DeclaredPolicy";
    public const string GenerativePolicy = Policies + ".GenerativePolicy";
    public const string DeclaredEnsemble = Policies + ".DeclaredEnsemble";
    public const string EnsembleParts = Policies + ".EnsembleParts";
    public const string PolicyParts = Policies + ".PolicyParts";
    public const string HeadColumn = Policies + ".HeadColumn";
    public const string HeadDraw = Policies + ".HeadDraw";
    public const string FieldEquations = Policies + ".FieldEquations";
    public const string HeadEquations = Policies + ".HeadEquations";
    public const string HeadPart = Policies + ".HeadPart";
    public const string HeadRows = Policies + ".HeadRows";
    public const string HeadTensors = Policies + ".HeadTensors";
    public const string ProductEquations = Policies + ".ProductEquations";
    public const string CheckpointException = Root + ".Checkpoints.CheckpointException";
    public const string Initialization = TorchBackend + ".Initialization";
    public const string Activation = Root + ".Activation";
    public const string BoxSpace = Root + ".BoxSpace";
    public const string DiscreteSpace = Root + ".DiscreteSpace";
    public const string TupleSpace = Root + ".TupleSpace";
    public const string LogProbPolicy = Root + ".ILogProbPolicy";
    public const string FitPolicy = Root + ".IFitPolicy";
    public const string EntropyPolicy = Root + ".IEntropyPolicy";
    public const string MeanPolicy = Root + ".IMeanPolicy";
    public const string DiscretePolicy = Root + ".IDiscretePolicy";
    public const string SampledPolicy = Root + ".ISampledPolicy";
    public const string DiscreteEnsemble = Root + ".IDiscreteEnsemble";
    public const string EnsemblePolicy = Root + ".IEnsemblePolicy";
    public const string PolicyNetwork = Root + ".IPolicyNetwork";
    public const string ReparameterisedPolicy = Root + ".IReparameterisedPolicy";

    // experts
    public const string ActionExpert = Root + ".IActionExpert";
    public const string ExpertSession = Experts + ".ExpertSession";
    public const string TakeoverExpert = Root + ".ITakeoverExpert";

    // data
    public const string Batch = Data + ".Batch";
    public const string Dataset = Data + ".Dataset";
    public const string CpuBatch = CpuBackend + ".CpuBatch";
    public const string CpuFeed = CpuBackend + ".CpuFeed";

    // training
    public const string Autograd = Generated + ".Autograd";
    public const string ColumnValues = Generated + ".ColumnValues";
    public const string TrainingPreconditions = Generated + ".TrainingPreconditions";
    public const string TensorBridge = Generated + ".TensorBridge";
    public const string CpuDraws = Generated + ".CpuDraws";
    public const string CpuTraining = Generated + ".CpuTraining";
    public const string CpuValues = Generated + ".CpuValues";
    public const string Hyperparameter = Root + ".Hyperparameter";
    public const string IContexts = Training + ".IContexts";
    public const string IDeclaredAlgorithm = Training + ".IDeclaredAlgorithm";
    public const string IPlanner = Training + ".IPlanner";
    public const string LossParts = Generated + ".LossParts";
    public const string NonFiniteLossException = Training + ".NonFiniteLossException";
    public const string NothingCollectedException = Training + ".NothingCollectedException";
    public const string PhaseTraining = Generated + ".PhaseTraining";
    public const string Rollout = Generated + ".Rollout";
    public const string Rounds = Training + ".Rounds";
    public const string RunCheckpoints = Generated + ".RunCheckpoints";
    public const string StepDraws = Generated + ".StepDraws";
    public const string TensorTraining = Generated + ".TensorTraining";
    public const string TrainingMonitor = Generated + ".TrainingMonitor";
    public const string TrainingOptions = Training + ".TrainingOptions";
    public const string TrainingProgress = Training + ".TrainingProgress";
    public const string TrainingResult = Training + ".TrainingResult";
    public const string RolloutBuffer = Generated + ".RolloutBuffer";

    // environments
    public const string DeclaredEnvironment = Root + ".Environments.IDeclaredEnvironment";
    public const string Block = Root + ".Environments.Simulation.Block";
    public const string DynamicsEnvironment = Root + ".Environments.Simulation.DynamicsEnvironment";
    public const string VectorDynamicsEnvironment = Root + ".Environments.Simulation.VectorDynamicsEnvironment";
    public const string ExactLanesFunctions = Root + ".Environments.Simulation.ExactLanes";
    public const string IExactLanes = Root + ".Environments.Simulation.IExactLanes";
    public const string IDynamics = Root + ".Environments.Simulation.IDynamics";
    public const string Trigonometry = Root + ".Environments.Simulation.Trigonometry";
    public const string DeclaredEpisode = Generated + ".DeclaredEpisode";
    public const string EnvironmentDescription = Root + ".Environments.EnvironmentDescription";
    public const string FrameExchange = Generated + ".FrameExchange";
    public const string IEnvironment = Root + ".Environments.IEnvironment";
    public const string RandomStream = Root + ".Randomness.RandomStream";
    public const string StepResult = Root + ".Environments.StepResult";

    // others
    public const string Environments = Root + ".Environments.IVectorEnvironment";
    public const string SeedSequence = Root + ".Randomness.SeedSequence";
    public const string Tensor = Torch + ".Tensor";
    public const string TensorArithmetic = Arithmetic + ".TensorArithmetic";
}
