using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Security;

namespace Licensing.Api.Features.Complaints;

public static class ComplaintsSetup
{
    /// <exception cref="StartRefusedException">A setting cannot be used.</exception>
    public static IServiceCollection AddComplaints(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new ComplaintLimit(configuration))
        .AddSingleton<ProcedureBook>()
        .AddScoped<ComplaintTracking>()
        .AddScoped<ComplaintClock>()
        .AddScoped<OwnComplaintReading>()
        .AddScoped<AttachmentSending>()
        .AddScoped<SharedReading>()
        .AddScoped<ComplaintKeys>()
        .AddScoped<SealedRowKeys>()
        .AddScoped<ComplaintDecisionApproval>()
        .AddScoped<IProposedChange>(provider => provider.GetRequiredService<ComplaintDecisionApproval>())
        .AddScoped<IAppealable, AppealableComplaints>();

    /// <summary>Read now: a procedure that cannot be read refuses the start.</summary>
    public static void OpenProcedure(this WebApplication app) => app.Services.GetRequiredService<ProcedureBook>();
}
