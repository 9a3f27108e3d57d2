using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using NSwag.Generation;

namespace Licensing.Api.Http.Contract;

/// <summary>Serves the contract document from one copy in memory. It does not change while the process runs, so it is written once, has an
/// ETag, and may be kept for a while; and it goes out in pieces, so that whoever reads slowly or not at all holds one piece, not the whole.</summary>
public sealed class ContractDocument(IServiceProvider services)
{
    private const int Piece = 16 * 1024;
    private static readonly JsonSerializerOptions Legible = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lazy<Task<(byte[] Bytes, EntityTagHeaderValue Tag)>> _written = new(() => WriteAsync(services));

    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != OpenApi.Path || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }

        var (bytes, tag) = await _written.Value;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.GetTypedHeaders().ETag = tag;
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.ContentLength = bytes.Length;
        for (var at = 0; at < bytes.Length && !HttpMethods.IsHead(context.Request.Method); at += Piece)
            await context.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(Piece, bytes.Length - at)), context.RequestAborted);
    }

    private static async Task<(byte[], EntityTagHeaderValue)> WriteAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredService<IOpenApiDocumentGenerator>().GenerateAsync("v1");
        var mended = ContractMending.Mend(JsonNode.Parse(document.ToJson())!.AsObject());
        var bytes = Encoding.UTF8.GetBytes(mended.ToJsonString(Legible).ReplaceLineEndings("\n"));
        return (bytes, new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\""));
    }
}
