using Licensing.Client.Generator;
using NSwag;

// Writes the C# of the client from the contract document: <document> <file to write>.
if (args is not [var document, var target])
{
    Console.Error.WriteLine("Say which document to read and which file to write.");
    return 1;
}

await File.WriteAllTextAsync(target, new ClientWriter(await OpenApiDocument.FromFileAsync(document)).Write());
return 0;
