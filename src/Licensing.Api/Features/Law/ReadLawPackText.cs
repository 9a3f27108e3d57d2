using System.Text;
using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

public sealed record ReadLawPackTextRequest
{
    /// <summary>Public id.</summary>
    [RouteParam]
    public string PackId { get; init; } = "";
}

/// <summary>The text of a pack itself, byte for byte as it was drafted and approved: what POST /v1/law/packs takes in elsewhere. Its ETag
/// is the digest of the text.</summary>
public sealed class ReadLawPackText(LicensingDb db) : Endpoint<ReadLawPackTextRequest>
{
    public const string Yaml = "application/yaml";

    public override void Configure()
    {
        Get("law/packs/{PackId}/text");
        Permissions(Permission.ReadLaw);
        Description(b => b.Produces<string>(200, Yaml), clearDefaults: true);
        this.Refuses(ProblemCode.NotFound);
    }

    public override async Task HandleAsync(ReadLawPackTextRequest r, CancellationToken ct)
    {
        var pack = await db.LawPacks.AsNoTracking().Where(p => p.PublicId == r.PackId).Select(p => new { p.Name, p.Number, p.Digest, p.Text }).SingleOrDefaultAsync(ct)
            ?? throw new ProblemException(ProblemCode.NotFound);
        HttpContext.Response.Headers.ETag = $"\"{pack.Digest}\"";
        HttpContext.Response.Headers.ContentDisposition = $"attachment; filename={pack.Name}-{pack.Number}.yaml";
        await Send.BytesAsync(Encoding.UTF8.GetBytes(pack.Text), contentType: $"{Yaml}; charset=utf-8", cancellation: ct);
    }
}
