using System.CommandLine;
using System.Diagnostics;
using DeclarativeIL.Benchmarks;

var start = Stopwatch.GetTimestamp();
var root = new RootCommand("Proof and cost of DeclarativeIL.")
{
    FuzzCommand.Create(),
    NamesCommand.Create(),
    FilesCommand.Create(),
    GeneratorCommand.Create(),
    SpeedCommand.Create(),
    PreferencesCommand.Create(),
    EnvironmentsCommand.Create(),
    KernelsCommand.Create(),
    DeviceCommand.Create(),
    DeterminismCommand.Create(),
    DeterminismCommand.TensorSteps(),
    KillCommand.Create(),
    KillCommand.Child(),
    StreamCommand.Create(),
    StreamCommand.Appends(),
    StreamCommand.Child(),
    FingerprintsCommand.Create(),
    PagesCommand.Create(),
    SpeedCommand.FirstStep(start),
};
return root.Parse(args).Invoke();
