using DeclarativeIL.Backends.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Layers of filters over images, then two layers.</summary>
internal sealed class ConvolutionalModule : nn.Module<Tensor, Tensor>, ITakesRows, IHasSettings
{
    private readonly ModuleList<Filters> filters = nn.ModuleList<Filters>();
    private readonly Dense first,
        last;
    private readonly ImageSpace _images;
    private readonly int _frames;

    public ConvolutionalModule(
        ImageSpace images,
        int frames,
        IReadOnlyList<Convolution> layers,
        int hidden,
        int outputs,
        StartingWeights weights
    )
        : base("Convolutional")
    {
        (_images, _frames) = (images, frames);
        var (height, width, channels) = (images.Height, images.Columns, checked(frames * images.Channels));
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = Checked(layers[i], i, height, width);
            filters.Add(new(weights, $"filters{i}", channels, layer));
            (height, width, channels) = (Places(height, layer), Places(width, layer), layer.Filters);
        }
        first = new(weights, nameof(first), checked(height * width * channels), hidden);
        last = new(weights, nameof(last), hidden, outputs);
        RegisterComponents();
        eval();
    }

    public int RowSize => _frames * _images.Width;

    public string Rows =>
        $"{(_frames == 1 ? "images" : $"{_frames} images one below the other, each")} of {_images.Height} x {_images.Columns} pixels of "
        + $"{_images.Channels} numbers";

    public IReadOnlyList<double> Settings => [_frames, _images.Height, _images.Columns, _images.Channels];

    public override Tensor forward(Tensor input)
    {
        if (input.dim() != 2 || input.size(1) != RowSize)
            throw new InvalidOperationException($"{GetName()} takes {Rows}, [n, {RowSize}]; found [{string.Join(", ", input.shape)}].");
        var rows = input.size(0);
        var images = input
            .view(rows, _frames, _images.Height, _images.Columns, _images.Channels)
            .permute(0, 1, 4, 2, 3)
            .reshape(rows, -1, _images.Height, _images.Columns);
        foreach (var layer in filters)
            images = layer.call(images);
        return last.call(first.call(images.flatten(1)).relu());
    }

    private static int Places(int pixels, Convolution layer) => ((pixels - layer.Kernel) / layer.Stride) + 1;

    private static Convolution Checked(Convolution layer, int number, int height, int width)
    {
        if (layer.Filters < 1 || layer.Kernel < 1 || layer.Stride < 1)
            throw new ArgumentException($"Layer {number} is {layer}; expected filters, kernel and stride of 1 or more.", nameof(layer));
        if (layer.Kernel > height || layer.Kernel > width)
            throw new ArgumentException(
                $"Layer {number} has filters of {layer.Kernel} x {layer.Kernel}; expected no larger ones than {height} x {width}, which "
                    + "the image is there.",
                nameof(layer)
            );
        return layer;
    }
}
