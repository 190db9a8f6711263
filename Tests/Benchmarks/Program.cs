using System.CommandLine;
using DeclarativeIL.Benchmarks;

var root = new RootCommand("Proof and cost of DeclarativeIL.")
{
    FuzzCommand.Create(), GeneratorCommand.Create(), SpeedCommand.Create(), EnvironmentsCommand.Create(),
};
return root.Parse(args).Invoke();
