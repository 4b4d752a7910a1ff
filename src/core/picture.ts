/** What a digest's picture shows: plain data, drawn where it goes out. The same figures stand in the text beside it. */
export interface WeekPicture {
  /** `枫树湾村周报` */
  title: string;
  /** `9月11日—9月17日` */
  span: string;
  /** Oldest first; the last one is the week that is told of. Visits in times, households reached in households. */
  weeks: readonly { label: string; home: number; phone: number; reached: number }[];
  /** Households with a helper today. */
  base: number;
  /** Where the problems are that are not put right: by village, or by what they are about. */
  problems: readonly { label: string; open: number; late: number }[];
}
