using System.Diagnostics;
using System.Globalization;

namespace DeclarativeIL.Benchmarks.Kills;

/// <summary>A process that goes on with a run.</summary>
internal sealed class KillChild : IDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private long _from = -1,
        _at;
    private string? _done;

    public KillChild(string name, string folder, ulong seed)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(KillChild).Assembly.Location, KillRun.Verb, name, folder, $"{seed}"])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    /// <summary>Steps of the checkpoint that it goes on from; -1 while it is not there yet.</summary>
    public long From => Read(() => _from);

    /// <summary>Steps that it said it has done.</summary>
    public long At => Read(() => Math.Max(_at, _from));

    /// <summary>True if it trains: it has said so, and not that it is done.</summary>
    public bool Trains => Read(() => _from >= 0 && _done is null) && !_process.HasExited;

    /// <summary>What it ended with; null while it is not done.</summary>
    public string? Done => Read(() => _done);

    /// <summary>Waits for its end.</summary>
    public void Wait() => _process.WaitForExit();

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>SIGKILL; nothing of the process runs after it.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    private void Take(string line)
    {
        var words = line.Split(' ');
        lock (_gate)
            switch (words)
            {
                case ["from", var steps]:
                    _from = long.Parse(steps, CultureInfo.InvariantCulture);
                    break;
                case ["at", var steps]:
                    _at = long.Parse(steps, CultureInfo.InvariantCulture);
                    break;
                case ["done", ..]:
                    _done = line;
                    break;
            }
    }
}
