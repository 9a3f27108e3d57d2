using FastEndpoints;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Register;

public sealed record PrintCertificateRequest
{
    /// <summary>Public id of the licence, or its number.</summary>
    [RouteParam]
    public string Licence { get; init; } = "";
}

/// <summary>The licence on a page to hang on the wall, as PDF, with a QR code that asks the register. Only for one that is in force today.</summary>
public sealed class PrintCertificate(LicensingDb db, RegisterOptions options, Ministry ministry, TimeProvider clock) : Endpoint<PrintCertificateRequest>
{
    public const string MediaType = "application/pdf";

    public override void Configure()
    {
        Get("register/licences/{Licence}/certificate.pdf");
        Permissions(Permission.ReadRegister);
        Description(b => b.Produces<string>(200, MediaType), clearDefaults: true);
        this.Refuses(ProblemCode.NotFound, ProblemCode.LicenceNumberAmbiguous, ProblemCode.LicenceNotInForce, ProblemCode.RegisterAddressNotSet);
    }

    public override async Task HandleAsync(PrintCertificateRequest r, CancellationToken ct)
    {
        var address = options.PublicAddress ?? throw new ProblemException(ProblemCode.RegisterAddressNotSet);
        var licence = await db.Licences.AskedForAsync(r.Licence, ct);
        var said = LicenceSaid.Of(licence?.Number ?? "", licence, RegisterMoment.Of(null, null, ministry, clock.Now()), ministry);
        if (!said.Known)
            throw new ProblemException(ProblemCode.NotFound);
        if (!said.Licensed)
            throw new ProblemException(ProblemCode.LicenceNotInForce, said.Sentence);

        var pdf = Certificate.Print(said, ministry, $"{address}/v1/register/verify?number={Uri.EscapeDataString(licence!.Number)}");
        HttpContext.Response.Headers.ContentDisposition = $"inline; filename={licence.PublicId}.pdf";
        await Send.BytesAsync(pdf, contentType: MediaType, cancellation: ct);
    }
}
