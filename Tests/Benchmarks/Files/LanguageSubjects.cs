using DeclarativeIL.Checkpoints;
using DeclarativeIL.LanguageModels;
using DeclarativeIL.LanguageModels.Tokenizers;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>Files of language models in other projects' formats: tokenizers, models.</summary>
internal static class LanguageSubjects
{
    private const string Text = "low low low low low lower lower newest newest newest newest newest newest widest widest widest é 🙂";

    public static IEnumerable<FileSubject> Create(string folder, SeedSequence seeds) =>
        [
            .. Tokenizers(Directory.CreateDirectory(Path.Combine(folder, "tokenizer")).FullName),
            .. Models(Directory.CreateDirectory(Path.Combine(folder, "model")).FullName, seeds),
        ];

    /// <summary>Both kinds of a tokenizer, each in a folder without the files of the other, which is not read where that is.</summary>
    private static IEnumerable<FileSubject> Tokenizers(string folder)
    {
        string[] plain = ["vocab.json", "merges.txt"],
            fast = ["tokenizer.json"];
        foreach (var (read, removed) in (IEnumerable<(string[], string[])>)[(plain, fast), (fast, plain)])
        {
            var home = Directory.CreateDirectory(Path.Combine(folder, read[0])).FullName;
            Tokenizer.Train(Text, 290).Save(home);
            foreach (var name in removed)
                File.Delete(Path.Combine(home, name));
            foreach (var name in (IEnumerable<string>)[.. read, "tokenizer_config.json"])
                yield return new(
                    "tokenizer " + name,
                    Path.Combine(home, name),
                    File.ReadAllBytes(Path.Combine(home, name)),
                    _ => Read(home),
                    static e => e is CheckpointException,
                    null
                );
        }

        static Loaded? Read(string home)
        {
            var tokenizer = Tokenizer.Load(home);
            try
            {
                var tokens = tokenizer.Encode(Text);
                tokenizer.Decode(tokens);
                return new(
                    "",
                    Array.TrueForAll(tokens, token => token >= 0 && token < tokenizer.Count) ? null : "tokens that there are not"
                );
            }
            catch (ArgumentException e) when (e.ParamName == "text") // a vocabulary may lack a byte: Encode says so
            {
                return new("", null);
            }
        }
    }

    private static IEnumerable<FileSubject> Models(string folder, SeedSequence seeds)
    {
        using (var model = new Gpt2(new Gpt2Configuration(24, 8, 8, 1, 2), seeds))
            model.Save(folder);
        foreach (var name in (string[])["config.json", "model.safetensors"])
            yield return new(
                "language model",
                Path.Combine(folder, name),
                File.ReadAllBytes(Path.Combine(folder, name)),
                Read,
                static e => e is CheckpointException,
                null
            );

        Loaded? Read(string _)
        {
            using var scope = NewDisposeScope();
            using var model = Gpt2.Load(folder);
            var (numbers, isFinite) = (0L, true);
            foreach (var (name, parameter) in model.named_parameters())
            {
                numbers += parameter.numel();
                foreach (var value in parameter.data<float>())
                    isFinite &= float.IsFinite(value);
            }
            var length = new FileInfo(Path.Combine(folder, "model.safetensors")).Length;
            return new(
                "",
                !isFinite ? "numbers that are not finite"
                    : numbers != model.Configuration.Count || 2 * numbers > length ? $"{numbers} numbers from {length} bytes"
                    : null,
                8 * numbers
            );
        }
    }
}
