using Hub.Web.Setup;

var command = CommandLine.Read(args);
var builder = WebApplication.CreateBuilder(command.Settings);
builder.AddStore().AddSecurity();
builder.AddLanguages();
builder.AddPages();
builder.AddPlans().AddUseCases().AddDesk();
builder.AddLive().AddSchedule().AddHealth();
builder.AddApi().AddDispatch();

var app = builder.Build();
if (!app.CheckSettings(Console.Error, command.IsCommand))
{
    return 1;
}

if (command.IsCommand)
{
    return await command.Run(app.Services, Console.Out, Console.Error);
}

if (!await app.PrepareStore(Console.Error))
{
    return 1;
}

await app.FillStore();
app.UseApi();
app.UseSecurity();
app.UseLanguages();
app.UsePages();
app.MapLanguages();
app.MapPages();
app.MapSecurity();
app.MapDispatch();
app.MapLive().MapApi().MapHealth();
app.GreetWhenStarted();
await app.RunAsync();
return 0;
