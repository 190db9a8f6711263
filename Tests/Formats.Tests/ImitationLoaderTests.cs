namespace DeclarativeIL.Formats.Tests;

/// <summary>The NPZ file that imitation reads, read by NumPy as imitation's loader does, without pickles.</summary>
public sealed class ImitationLoaderTests : IDisposable
{
    /// <summary><c>imitation.data.serialize.load</c> of an archive and what its trajectories check, pickles forbidden.</summary>
    private const string Load = """
        import sys
        import numpy as np
        data = np.load(sys.argv[1], allow_pickle=False)
        num_trajs = len(data['indices'])
        fields = [
            np.split(data['obs'], data['indices'] + np.arange(num_trajs) + 1),
            np.split(data['acts'], data['indices']),
            np.split(data['infos'], data['indices']),
            data['terminal'],
        ]
        if 'rews' in data:
            fields = [*fields, np.split(data['rews'], data['indices'])]
        trajectories = list(zip(*fields))
        for obs, acts, infos, terminal, *rews in trajectories:
            assert len(obs) == len(acts) + 1 and len(infos) == len(acts) > 0
            assert terminal.dtype == bool
            for r in rews:
                assert r.shape == (len(acts),) and np.issubdtype(r.dtype, np.floating)

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archive-");

    private string Place => Path.Combine(_folder.FullName, "t.npz");

    public void Dispose() => _folder.Delete(recursive: true);

    [H5pyFact]
    public void NumPy_reads_it_as_imitations_loader_does()
    {
        ImitationFile.SaveArchive(Place, SmallEpisodes.Of());
        ReadByNumpy(
            """
            assert [len(t[1]) for t in trajectories] == [2, 3, 4]
            assert [bool(t[3]) for t in trajectories] == [True, False, True]
            for k, (obs, acts, infos, terminal, rews) in enumerate(trajectories):
                assert obs.dtype == np.float32 and obs.shape == (k + 3, 4), obs
                assert (obs.ravel() == np.arange((k + 3) * 4) * (k + 1) - 1).all(), obs
                assert acts.dtype == np.int64 and list(acts) == [t * k << 33 for t in range(k + 2)], acts
                assert infos.dtype == np.uint8 and not infos.any(), infos
                assert list(rews) == [t - 0.1 for t in range(k + 2)], rews
            assert data['indices'].dtype == np.int64 and list(data['indices']) == [2, 5]
            """
        );
        ImitationFile.SaveArchive(
            Place,
            [.. SmallEpisodes.Of(hasTexts: true).Select(static e => SmallEpisodes.Changed(e, Episode.Rewards, null))]
        );
        ReadByNumpy(
            """
            assert 'rews' not in data
            assert data['infos'].dtype == np.dtype('<U5'), data['infos'].dtype
            assert [list(t[2]) for t in trajectories] == [['', '1 é 🙂'], ['', '1 é 🙂', '2 é 🙂'], ['', '1 é 🙂', '2 é 🙂', '3 é 🙂']]
            """
        );
        ImitationFile.SaveArchive(Place, SmallEpisodes.Of(count: 1));
        ReadByNumpy("assert len(trajectories) == 1 and data['indices'].shape == (0,)");
    }

    private void ReadByNumpy(string script)
    {
        var check = Path.Combine(_folder.FullName, "check.py");
        File.WriteAllText(check, Load + script);
        var (code, output) = SystemPython.Run(check, Place);
        Assert.True(code == 0, output);
    }
}
