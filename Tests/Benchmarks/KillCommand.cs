using System.CommandLine;
using DeclarativeIL.Benchmarks.Kills;

namespace DeclarativeIL.Benchmarks;

/// <summary>Whether runs that are killed and resumed end as ones that are not.</summary>
internal static class KillCommand
{
    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "How many kills.", DefaultValueFactory = static _ => 200 };
        var seed = new Option<ulong>("--seed") { Description = "Of the runs and of the moments.", DefaultValueFactory = static _ => 5 };
        var command = new Command(
            "kill",
            "Kills real runs (SIGKILL) at random moments, resumes them until they are done, compares the bits."
        )
        {
            times,
            seed,
        };
        command.SetAction(parsed => new KillStudy(parsed.GetValue(times), parsed.GetValue(seed), Console.WriteLine).Run() ? 0 : 1);
        return command;
    }

    /// <summary>What the child processes run.</summary>
    public static Command Child()
    {
        var name = new Argument<string>("name");
        var folder = new Argument<string>("folder");
        var seed = new Argument<ulong>("seed");
        var command = new Command(KillRun.Verb, "Goes on with a run.") { name, folder, seed };
        command.Hidden = true;
        command.SetAction(parsed => KillRun.Go(parsed.GetValue(name)!, parsed.GetValue(folder)!, parsed.GetValue(seed)));
        return command;
    }
}
