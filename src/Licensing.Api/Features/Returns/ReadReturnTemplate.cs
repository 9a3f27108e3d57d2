using System.Text;
using FastEndpoints;
using Licensing.Api.Features.Returns.Reading;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Returns;

/// <summary>The header of a return as CSV, to fill in: one row for each fee item, the rows of a placement one under the other.</summary>
public sealed class ReadReturnTemplate : EndpointWithoutRequest
{
    public override void Configure()
    {
        Get("returns/template.csv");
        Permissions(Permission.ReadReturnTemplate);
        Description(b => b.Produces<string>(200, ExportRepairFile.Csv), clearDefaults: true);
    }

    public override async Task HandleAsync(CancellationToken ct)
    {
        using var template = new StringWriter();
        await RepairFile.WriteTemplateAsync(template);
        HttpContext.Response.Headers.ContentDisposition = "attachment; filename=return-template.csv";
        await Send.BytesAsync(Encoding.UTF8.GetBytes(template.ToString()), contentType: ExportRepairFile.Csv, cancellation: ct);
    }
}
