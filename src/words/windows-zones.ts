/** Windows' names of time zones, which Outlook writes into invitations: the commonest, from Unicode's CLDR (windowsZones.xml, territory 001). */
const WINDOWS: Readonly<Record<string, string>> = {
  'Dateline Standard Time': 'Etc/GMT+12',
  'Hawaiian Standard Time': 'Pacific/Honolulu',
  'Alaskan Standard Time': 'America/Anchorage',
  'Pacific Standard Time': 'America/Los_Angeles',
  'US Mountain Standard Time': 'America/Phoenix',
  'Mountain Standard Time': 'America/Denver',
  'Central Standard Time': 'America/Chicago',
  'Central America Standard Time': 'America/Guatemala',
  'Canada Central Standard Time': 'America/Regina',
  'Eastern Standard Time': 'America/New_York',
  'US Eastern Standard Time': 'America/Indianapolis',
  'SA Pacific Standard Time': 'America/Bogota',
  'Atlantic Standard Time': 'America/Halifax',
  'Newfoundland Standard Time': 'America/St_Johns',
  'E. South America Standard Time': 'America/Sao_Paulo',
  'Argentina Standard Time': 'America/Buenos_Aires',
  'Pacific SA Standard Time': 'America/Santiago',
  'Azores Standard Time': 'Atlantic/Azores',
  'Central Standard Time (Mexico)': 'America/Mexico_City',
  'Morocco Standard Time': 'Africa/Casablanca',
  'West Asia Standard Time': 'Asia/Tashkent',
  'tzone://Microsoft/Utc': 'UTC',
  UTC: 'UTC',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Romance Standard Time': 'Europe/Paris',
  'Central European Standard Time': 'Europe/Warsaw',
  'W. Central Africa Standard Time': 'Africa/Lagos',
  'GTB Standard Time': 'Europe/Bucharest',
  'FLE Standard Time': 'Europe/Kiev',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'South Africa Standard Time': 'Africa/Johannesburg',
  'Egypt Standard Time': 'Africa/Cairo',
  'Israel Standard Time': 'Asia/Jerusalem',
  'Turkey Standard Time': 'Europe/Istanbul',
  'Arab Standard Time': 'Asia/Riyadh',
  'E. Africa Standard Time': 'Africa/Nairobi',
  'Russian Standard Time': 'Europe/Moscow',
  'Iran Standard Time': 'Asia/Tehran',
  'Arabian Standard Time': 'Asia/Dubai',
  'Pakistan Standard Time': 'Asia/Karachi',
  'India Standard Time': 'Asia/Calcutta',
  'Nepal Standard Time': 'Asia/Katmandu',
  'Bangladesh Standard Time': 'Asia/Dhaka',
  'SE Asia Standard Time': 'Asia/Bangkok',
  'China Standard Time': 'Asia/Shanghai',
  'Singapore Standard Time': 'Asia/Singapore',
  'Taipei Standard Time': 'Asia/Taipei',
  'W. Australia Standard Time': 'Australia/Perth',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'Korea Standard Time': 'Asia/Seoul',
  'Cen. Australia Standard Time': 'Australia/Adelaide',
  'E. Australia Standard Time': 'Australia/Brisbane',
  'AUS Eastern Standard Time': 'Australia/Sydney',
  'New Zealand Standard Time': 'Pacific/Auckland',
};

/** Windows' names as its settings show them, which some programs write instead; those of `WINDOWS` that people use most. */
const SHOWN: Readonly<Record<string, string>> = {
  Hawaii: 'Hawaiian Standard Time',
  Alaska: 'Alaskan Standard Time',
  'Pacific Time (US & Canada)': 'Pacific Standard Time',
  Arizona: 'US Mountain Standard Time',
  'Mountain Time (US & Canada)': 'Mountain Standard Time',
  'Central Time (US & Canada)': 'Central Standard Time',
  'Eastern Time (US & Canada)': 'Eastern Standard Time',
  'Atlantic Time (Canada)': 'Atlantic Standard Time',
  Brasilia: 'E. South America Standard Time',
  'Dublin, Edinburgh, Lisbon, London': 'GMT Standard Time',
  'Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna': 'W. Europe Standard Time',
  'Belgrade, Bratislava, Budapest, Ljubljana, Prague': 'Central Europe Standard Time',
  'Brussels, Copenhagen, Madrid, Paris': 'Romance Standard Time',
  'Sarajevo, Skopje, Warsaw, Zagreb': 'Central European Standard Time',
  'Athens, Bucharest': 'GTB Standard Time',
  'Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius': 'FLE Standard Time',
  Jerusalem: 'Israel Standard Time',
  Istanbul: 'Turkey Standard Time',
  'Chennai, Kolkata, Mumbai, New Delhi': 'India Standard Time',
  'Beijing, Chongqing, Hong Kong, Urumqi': 'China Standard Time',
  'Kuala Lumpur, Singapore': 'Singapore Standard Time',
  'Osaka, Sapporo, Tokyo': 'Tokyo Standard Time',
  Seoul: 'Korea Standard Time',
  'Canberra, Melbourne, Sydney': 'AUS Eastern Standard Time',
  'Auckland, Wellington': 'New Zealand Standard Time',
};

/** The IANA zone behind Windows' name for it, or behind the name that its settings show: `(UTC+09:00) Seoul`. */
export function windowsZone(name: string): string | undefined {
  const shown = name.trim().replace(/^\((?:UTC|GMT)[^()]{0,10}\) /, '');
  return WINDOWS[SHOWN[shown] ?? name.trim()];
}

export function isIana(name: string): boolean {
  try {
    return /[/]|^UTC$/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false; // RangeError is how Intl says that there is no such zone
  }
}
