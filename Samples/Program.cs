using DeclarativeIL.Samples.Commands;

TorchSharp.torch.set_num_threads(1); // these networks are small: a second thread would only wait, and steal from others

return await SamplesApplication.RunAsync(args);
